"""Pages that editors write (About, Terms, Privacy …) and promos, the short notes beside stories."""
