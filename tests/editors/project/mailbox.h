/* SPDX-License-Identifier: MIT */
#ifndef EXAMPLE_MAILBOX_H
#define EXAMPLE_MAILBOX_H

struct mailbox {
	int letter;
	int full;
	int sleeping;
	int bell;
	int reason;
	int closed;
};

void mailbox_post(struct mailbox *box, int letter);
int mailbox_take(struct mailbox *box, int *letter);
int mailbox_sleep(struct mailbox *box);
int mailbox_wake(struct mailbox *box);
void mailbox_close(struct mailbox *box, int reason);
int mailbox_closed(struct mailbox *box);

#endif
