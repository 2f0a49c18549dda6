-- Rows, changes and scopes can't go back into one CSV without loss: restore the backup made before the upgrade.
SELECT raise_no_way_back;
