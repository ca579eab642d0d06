"""Sales Advisor: curated, cited answers on enterprise and SMB selling."""
