package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

class ProbeTransformerTest {
  private final List<RunRecord> records = new ArrayList<>();
  private final ClassLoader loader = ProbeTransformerTest.class.getClassLoader();
  private ProbeTransformer transformer;

  ProbeTransformerTest() throws IOException {
    transformer = transformer("", new Troubles(System.err));
  }

  @ParameterizedTest
  @ValueSource(strings = {"strategy=xor", "strategy=wrap"})
  void every_probed_class_is_valid(String options) throws Exception {
    transformer = transformer(options, new Troubles(System.err));
    int probed = 0;
    for (Path file : Samples.classFiles()) {
      byte[] before = Files.readAllBytes(file);
      byte[] after = transform(before);
      if (after != null) {
        StringWriter complaints = new StringWriter();
        CheckClassAdapter.verify(
            new ClassReader(after), loader, false, new PrintWriter(complaints));
        assertEquals("", complaints.toString(), file.toString());
        probed++;
      }
    }
    assertTrue(probed > 20, probed + " classes were probed");
    assertTrue(records.stream().noneMatch(r -> r instanceof RunRecord.NotInstrumented));
  }

  @Test
  void a_class_is_probed_the_same_way_each_time() {
    byte[] classFile = Samples.classFile("sample/app/IndirectAccess");
    assertArrayEquals(transform(classFile), transform(classFile));
  }

  @Test
  void classes_without_dma_buf_are_left_as_they_are() {
    assertNull(transform(Samples.classFile("sample/app/Plain")));
    assertNull(transform(Samples.classFile("org/junit/jupiter/api/Assertions")));
    assertEquals(List.of(), records);
  }

  @Test
  void a_broken_class_file_is_told_and_left_to_the_jvm() throws IOException {
    byte[] classFile = Samples.classFile("sample/app/OneLine");
    byte[] broken = Arrays.copyOf(classFile, classFile.length - 40);
    ProbeTransformer silent = transformer("", new Troubles(null));
    assertNull(silent.transform(null, loader, "sample/app/OneLine", null, null, broken));
    RunRecord.NotInstrumented told = (RunRecord.NotInstrumented) records.get(0);
    assertEquals("sample/app/OneLine", told.className());
    assertNotNull(told.classHash());
  }

  @Test
  void classes_of_the_jre_are_never_touched() {
    byte[] classFile = Samples.classFile("sample/app/OneLine");
    assertNull(transformer.transform(null, null, "sample/app/OneLine", null, null, classFile));
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    assertNull(transformer.transform(null, platform, "sample/app/OneLine", null, null, classFile));
  }

  private ProbeTransformer transformer(String options, Troubles troubles) throws IOException {
    return AgentParts.assemble(
            LazyContract.of(List.of()),
            null,
            null,
            AgentOptions.parse(options),
            records::add,
            troubles)
        .transformer();
  }

  private byte[] transform(byte[] classFile) {
    String name = new ClassReader(classFile).getClassName();
    return transformer.transform(null, loader, name, null, null, classFile);
  }
}
