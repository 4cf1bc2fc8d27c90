"""What stands behind the command line: the options as groups, and the stages that commands share."""
