package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.contract.Contract;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class PoolScanTest {
  private final PoolScan scan = new PoolScan(Contract.builtIn());

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
