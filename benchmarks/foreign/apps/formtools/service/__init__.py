"""Report a pothole: settings, forms, the wizard and its addresses."""
