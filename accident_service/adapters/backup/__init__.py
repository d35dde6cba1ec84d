"""Backups: one consistent state of ledger, blobs and keys in a folder, and the way back.

A folder of backups holds `blobs/`, every sealed file once for all backups, and a folder for each
backup, named by its moment in UTC, with the ledger, the small files and a manifest of hashes.
"""
