def log = new File(basedir, 'build.log').text
assert log =~ /argLine set to -Dfrom.property=1 "-Dwith.blank=a b" -javaagent:\S+pagewarden-agent\S+\.jar=\S*destdir=/
assert new File(basedir, "target/pagewarden/records").list().count { it.endsWith(".jsonl") } == 1

