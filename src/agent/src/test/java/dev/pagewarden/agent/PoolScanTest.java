package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.contract.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class PoolScanTest {
  private final PoolScan scan = PoolScan.of(Contract.builtIn());

  @Test
  void a_class_that_names_a_table_or_a_map_concerns_us() {
    assertEquals(true, scan.concerns(classWithMethod("run", "(La/b/SgTable;)V")));
    assertEquals(true, scan.concerns(classWithMethod("run", "()[La/Outer$SgTable;")));
    assertEquals(true, scan.concerns(classWithMethod("mapAttachment", "()Ljava/lang/Object;")));
  }

  @Test
  void a_class_that_overrides_an_exporters_callback_concerns_us() {
    assertEquals(true, scan.concerns(classWithMethod("endCpuAccess", "(Lx/DmaBuf;I)V")));
  }

  @Test
  void other_classes_do_not_concern_us() {
    assertEquals(false, scan.concerns(classWithMethod("run", "(Ljava/util/List;JD)V")));
    assertEquals(false, scan.concerns(classWithMethod("run", "(Lx/NotDmaBuf;)V")));
  }

  /** They are kept apart so that the contract need not be read at start. */
  @Test
  void the_words_kept_apart_are_those_of_the_built_in_contract() throws IOException {
    Contract contract = Contract.builtIn();
    Set<String> words = new TreeSet<>();
    contract.mapNames().forEach(name -> words.add("map " + name));
    PoolScan.parties(contract).forEach(name -> words.add("party " + name));
    Set<String> kept = new TreeSet<>();
    Set<String> subjects = new TreeSet<>();
    try (InputStream in = PoolScan.class.getResourceAsStream("built-in.words")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("subject ")) {
          subjects.add(line.substring(line.indexOf(' ') + 1));
        } else if (!line.startsWith("#")) {
          kept.add(line);
        }
      }
    }
    assertEquals(words, kept);
    for (String subject : subjects) {
      assertEquals(true, contract.subjectOf("a/" + subject).isPresent(), subject);
    }
    assertEquals(7, subjects.size());
  }

  private static byte[] classWithMethod(String name, String descriptor) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_ABSTRACT, "x/Some", null, "java/lang/Object", null);
    writer.newConst(1L);
    writer.newConst(2.0);
    writer.visitMethod(Opcodes.ACC_ABSTRACT, name, descriptor, null, null).visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
