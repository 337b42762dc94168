import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines()
def says = { String text -> log.any { it.contains(text) } }

// The tests passed, under the agent.
assert says('Tests run: 3, Failures: 0, Errors: 0')
assert new File(basedir, 'target/pagewarden/records').list().count { it.endsWith('.jsonl') } == 1

// SpotBugs' check failed the build on our findings and no others, and its lines say what ran.
assert says('Failed to execute goal com.github.spotbugs:spotbugs-maven-plugin:4.10.3.0:check')
assert says('failed with 4 bugs and 0 errors')
def checked = log.findAll { it.startsWith('[ERROR]') && it.contains('DMABUF_PAGE_ACCESS') && it.contains(' At ') }
assert checked.size() == 4
assert checked.count { it.contains('Thumbnail.java:[line 16]') && it.contains('CONFIRMED') } == 1
assert checked.count { it.contains('Checksum.java:[line 13]') && it.contains('REACHED, CLEAN') } == 1
assert checked.count { it.contains('Recorder.java') && it.contains('NOT REACHED') } == 2

// One line a finding from pagewarden:confirm, and the same for machines.
assert says('[ERROR] com/example/camera/Thumbnail.java:16 DMABUF_PAGE_ACCESS CONFIRMED (once, by PageExporter')
def findings = new JsonSlurper().parse(new File(basedir, 'target/pagewarden/findings.json')).findings
assert findings.collect { "${it.site.class}:${it.site.line} ${it.verdict}".toString() } as Set == [
    'com/example/camera/Thumbnail:16 CONFIRMED',
    'com/example/camera/Checksum:13 REACHED_CLEAN',
    'com/example/camera/Recorder:18 NOT_REACHED',
    'com/example/camera/Recorder:19 NOT_REACHED'
] as Set
assert findings.every { it.path.size() >= 2 && it.remedy }
