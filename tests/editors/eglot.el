;;; eglot.el --- Runs inside Emacs in batch mode -*- lexical-binding: t -*-

;; Does what a user does in the folder of project/, through eglot and the commands on its keys, and prints what Emacs
;; then has, one line of JSON for each step.  The user's init.el is loaded before this.

(require 'json)
(require 'cl-lib)

(defun editors-wait (condition)
  "Let the server answer until CONDITION holds, 15 seconds at most; return what it returned."
  (let ((end (+ (float-time) 15)) result)
    (while (and (not (setq result (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05))
    result))

(defvar editors-folder default-directory)

(defun editors-open (file)
  "Open FILE and wait for the server."
  (find-file (expand-file-name file editors-folder))
  ;; In batch mode there is no command loop, and `eglot-ensure' waits for its first turn.
  (run-hooks 'post-command-hook)
  (editors-wait #'eglot-current-server))

(defun editors-at (where word)
  "Put point on WORD in the first line that has WHERE."
  (goto-char (point-min))
  (search-forward where)
  (beginning-of-line)
  (search-forward word (line-end-position))
  (goto-char (match-beginning 0)))

(defun editors-place ()
  "Where point is."
  `((file . ,(file-name-nondirectory buffer-file-name))
    (line . ,(line-number-at-pos))
    (text . ,(string-trim (buffer-substring-no-properties (line-beginning-position) (line-end-position))))))

(defun editors-definition (where word)
  "Where \\[xref-find-definitions] leads from WORD in the line that has WHERE."
  (editors-open "mailbox.c")
  (editors-at where word)
  (call-interactively #'xref-find-definitions)
  (editors-place))

(defun editors-attached ()
  "The server and its project."
  (let ((server (editors-open "mailbox.c")))
    `((emacs . ,emacs-version)
      (server . ,(and server t))
      (root . ,(and server (file-name-nondirectory
                            (directory-file-name (project-root (eglot--project server)))))))))

(defun editors-definitions ()
  "From the comment and from the barrier."
  `((comment . ,(editors-definition "in mailbox_take" "mailbox_take"))
    (callee . ,(editors-definition "smp_store_release(&box->full" "smp_store_release"))))

(defun editors-hover ()
  "What eldoc is given for the barrier."
  (editors-open "mailbox.c")
  (editors-at "smp_store_release(&box->full" "smp_store_release")
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown (substring-no-properties (or text "")))))
    (editors-wait (lambda () shown))
    `((text . ,shown))))

(defun editors-diagnostics ()
  "What flymake has on the faulty example."
  (editors-open "iomem-plain/iomem.c")
  (flymake-mode 1)
  (flymake-start)
  (editors-wait #'flymake-diagnostics)
  `((found . ,(vconcat (mapcar (lambda (one)
                                 `((line . ,(line-number-at-pos (flymake-diagnostic-beg one)))
                                   (text . ,(flymake-diagnostic-text one))))
                               (flymake-diagnostics))))))

(defun editors-action ()
  "The pairing comment, written by a code action."
  (editors-open "mailbox.c")
  (editors-at "smp_store_release(&box->closed" "smp_store_release")
  ;; As if by a key: by the mouse, there would be a menu.
  (let ((last-nonmenu-event ?x) (size (buffer-size)) titles)
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt choices &rest _)
                 (setq titles (mapcar (lambda (choice) (if (consp choice) (car choice) choice)) choices))
                 (cl-find-if (lambda (title) (string-match-p "document this pairing" (downcase title))) titles))))
      (eglot-code-actions (point) (point) nil t))
    (editors-wait (lambda () (/= size (buffer-size))))
    (editors-at "smp_store_release(&box->closed" "smp_store_release")
    (forward-line -1)
    `((titles . ,(vconcat titles)) (above . ,(alist-get 'text (editors-place))))))

(dolist (step '(attached definitions hover diagnostics action))
  (let ((result (condition-case problem
                    (funcall (intern (format "editors-%s" step)))
                  (error `((failed . ,(error-message-string problem)))))))
    (princ (concat (json-encode (cons (cons 'step step) result)) "\n"))))
(dolist (buffer (buffer-list))
  (with-current-buffer buffer (set-buffer-modified-p nil)))
(kill-emacs 0)

;;; eglot.el ends here
