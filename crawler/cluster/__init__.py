"""A crawl on many machines: councils are tasks of a Dask cluster, hosts have one turn for the whole run."""
