// One JVM a test class, two at a time, and a record of each.
def files = new File(basedir, 'target/pagewarden/records').list().findAll { it.endsWith('.jsonl') }
assert files.size() == 3 : files
