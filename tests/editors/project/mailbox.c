// SPDX-License-Identifier: MIT
/*
 * A mailbox with one slot, which the tests in real editors open.
 *
 * The words beyond ASCII are meant: Grüße → 🔒. After them a column is another number in each of LSP's encodings.
 */
#include "barrier.h"
#include "mailbox.h"

/* A documented pair: each side names the other one. */
void mailbox_post(struct mailbox *box, int letter)
{
	box->letter = letter;
	/* „🔒“ Pairs with smp_load_acquire() in mailbox_take(). */
	smp_store_release(&box->full, 1);
}

int mailbox_take(struct mailbox *box, int *letter)
{
	/* Pairs with smp_store_release() in mailbox_post(). */
	if (!smp_load_acquire(&box->full))
		return 0;
	*letter = box->letter;
	return 1;
}

/* Two barriers with labels, to rename one. */
int mailbox_sleep(struct mailbox *box)
{
	WRITE_ONCE(box->sleeping, 1);
	/* SLEEP_BARRIER: pairs with WAKE_BARRIER in mailbox_wake(). */
	smp_mb();
	return !READ_ONCE(box->bell);
}

int mailbox_wake(struct mailbox *box)
{
	WRITE_ONCE(box->bell, 1);
	/* WAKE_BARRIER: pairs with SLEEP_BARRIER in mailbox_sleep(). */
	smp_mb();
	return READ_ONCE(box->sleeping);
}

/* One side says what it pairs with, the other one does not yet. */
void mailbox_close(struct mailbox *box, int reason)
{
	box->reason = reason;
	smp_store_release(&box->closed, 1);
}

int mailbox_closed(struct mailbox *box)
{
	/* Pairs with smp_store_release() in mailbox_close(). */
	return smp_load_acquire(&box->closed) ? box->reason : 0;
}
