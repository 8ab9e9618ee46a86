"""Sending an edition: queueing, claiming, handing over. Nothing else calls the bulk mailer."""
