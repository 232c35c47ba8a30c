"""People: accounts, the roles they hold in organisations, and what each role may see and do.

An invitation comes in; a Viewer goes out with every request. Roles and permissions are one table of data, roles.yaml.
Administrators own it.
"""
