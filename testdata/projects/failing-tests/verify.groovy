import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def place = { String text ->
    new File(basedir, 'src/main/java/com/example/camera/Brightness.java').readLines().findIndexOf { it.contains(text) } + 1
}
def peek = place('entry.page()')
// Compilers number lambdas as they like.
def unnumbered = { String text -> text.replaceAll(/byPeeking\$\d+/, 'byPeeking') }
def who = "com.example.camera.Brightness.lambda\$byPeeking(Brightness.java:${peek}) uses "
def whose = ' of a table of dev.pagewarden.dmabuf.PageExporter that was mapped at' +
    " com.example.camera.Brightness.first(Brightness.java:${place('mapAttachment')}). Instead, "
def sentences = [
    "${who}Scatterlist.page()${whose}use Scatterlist.dmaAddress() for the device".toString(),
    "${who}Page.map()${whose}map the buffer with DmaBuf.vmap()".toString()
]

['5.9.2', '6.1.3'].each { version ->
    // The tests that peek fail, on whatever thread they do, and no other.
    def cases = ['BrightnessTest', 'SideBySideTest'].collectMany { name ->
        new XmlSlurper().parse(new File(basedir, "target/reports-${version}/TEST-com.example.camera.${name}.xml"))
            .testcase.collect { [it.@name.text(), it.failure.text() + it.error.text()] }
    }
    assert cases.size() == 6 : cases
    def failed = cases.findAll { it[1] }
    assert failed.every { test -> sentences.every { unnumbered(test[1]).contains(it) } } : failed
    assert failed.collect { it[0].replaceAll(/[\[({ ].*[\[ ](2).*/, '[2]') } as Set ==
        ['measured_by_peeking', 'measured_on_another_thread[2]', 'one_that_peeks'] as Set

    // The records name them, with the ids that JUnit gives them.
    def accesses = new File(basedir, "target/records-${version}").listFiles().findAll { it.name.endsWith('.jsonl') }.collectMany { it.readLines() }
        .collect { new JsonSlurper().parseText(it) }.findAll { it.type == 'access' }
    assert accesses.collect { it.test } as Set == [
        'com.example.camera.BrightnessTest.measured_by_peeking',
        'com.example.camera.BrightnessTest.measured_on_another_thread[2]',
        'com.example.camera.SideBySideTest.one_that_peeks'
    ] as Set
    assert accesses.every { it.testId.startsWith('[engine:junit-jupiter]/[class:com.example.camera.') && it.thread }
}

// What the last closure returns would be taken for a verdict.
true
