DROP TABLE likeness;
DROP TABLE link_use;
DROP TABLE link;
DROP TABLE live_finding;
DROP TABLE scan;
DROP TABLE asset_text;
