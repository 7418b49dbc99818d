# See common.ftl.
