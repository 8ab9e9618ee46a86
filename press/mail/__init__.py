"""Mail that leaves: the outbox as rows, the mailers that carry it, and `/dev/mail/`. What a mail says is the desks'."""
