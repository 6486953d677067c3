/** Litmus tests of our own that use, together, everything that can stand in one. */

export const EXAMPLES: Readonly<Record<string, string>> = {
  pointers: `C pointers
(* A pointer is published; its reader follows it. *)
{
	int x = 1;
	int *p = &y;
	int a[2] = {3, 4};
	1:r9 = 2;
}

P0(int *x, int **p)
{
	WRITE_ONCE(*x, 5);
	rcu_assign_pointer(*p, x);
}

P1(int **p, int *y)
{
	int *r0;
	int r1 = 0;

	rcu_read_lock(); // the reader
	r0 = rcu_dereference(*p);
	if (r0 == y && r9 != 0)
		r1 = READ_ONCE(*y);
	else
		r1 = READ_ONCE(*r0);
	rcu_read_unlock();
}

locations [p; 1:r1]
filter (1:r9=2)
exists (1:r0=x /\\ ~(1:r1=5) \\/ 1:r0=y /\\ 1:r1!=0)
`,
  atomics: `C atomics

{
	atomic_t c = ATOMIC_INIT(1);
}

P0(atomic_t *c, int *x)
{
	int r0;
	int r1;

	WRITE_ONCE(*x, 1);
	smp_mb__before_atomic();
	atomic_inc(c);
	r0 = atomic_add_unless(c, 1, 2);
	r1 = atomic_fetch_add_acquire(2, c);
	(void)atomic_sub_return_relaxed(1, c);
}

P1(atomic_t *c, int *x)
{
	int r0 = cmpxchg(x, 1, 7);
	int r1 = xchg_release(x, r0 + 1);

	if (atomic_dec_and_test(c)) {
		smp_mb__after_atomic();
		atomic_set(c, 9);
	} else if (!r0) {
		r1 = atomic_read(c);
	}
}

exists (0:r0=1 /\\ 1:r0=1 => x=2 \\/ false)
`,
  locks: `C locks

{}

P0(spinlock_t *l, int *x)
{
	spin_lock(l);
	smp_mb__after_spinlock();
	*x = 1;
	spin_unlock(l);
}

P1(spinlock_t *l, int *x)
{
	int r0;
	int r1 = -1;

	r0 = spin_trylock(l);
	if (r0) {
		r1 = *x;
		spin_unlock(l);
	}
	r0 = (r0 << 1) | spin_is_locked(l);
}

forall (1:r1!=2)
`,
  srcu: `C srcu

{}

P0(struct srcu_struct *s, int *x, int *y)
{
	int r0 = srcu_read_lock(s);
	int r1 = READ_ONCE(*x);

	WRITE_ONCE(*y, 1);
	srcu_read_unlock(s, r0);
}

P1(struct srcu_struct *s, int *x, int *y)
{
	int r1 = READ_ONCE(*y);

	synchronize_srcu(s);
	smp_store_mb(*x, 1);
}

~exists (0:r1=1 /\\ 1:r1=1)
`,
};
