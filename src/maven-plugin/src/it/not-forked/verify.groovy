def log = new File(basedir, 'build.log').text
assert log.contains('<forkCount>1</forkCount>')
