"""How a credit is printed; one place, so that pages, feeds and mail agree."""


def credit_line(photographer: str, agency: str, via: str) -> str:
    """Return “(Photographer/Agency via Wire)” of the parts that are known, or nothing."""
    made_by = "/".join(part for part in (photographer.strip(), agency.strip()) if part)
    wire = via.strip()
    if made_by and wire:
        return f"({made_by} via {wire})"
    return f"({made_by or wire})" if made_by or wire else ""
