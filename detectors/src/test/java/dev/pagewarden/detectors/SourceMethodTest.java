package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.CallSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class SourceMethodTest {
  private static final String SOURCE =
      """
      package shop;
      import java.util.function.Supplier;
      class Nested {
        static Supplier<Supplier<Object>> twice() {
          return () -> () -> new Object();
        }
        void plain() {}
      }
      """;

  @TempDir Path work;
  private byte[] classFile;

  @BeforeEach
  void compile() throws Exception {
    Sources.compile(work, List.of(), SOURCE);
    classFile = Files.readAllBytes(work.resolve("shop/Nested.class"));
  }

  @Test
  void of_a_lambda_in_a_lambda_it_is_the_outermost_method() {
    List<String> lambdas = lambdas();
    assertEquals(2, lambdas.size());
    for (String lambda : lambdas) {
      SourceMethod method = around(lambda.substring(0, lambda.indexOf('(')), lambda, classFile);
      assertEquals("twice()Ljava/util/function/Supplier;", method.name() + method.descriptor());
      assertTrue(method.isStatic());
      assertEquals("Nested.java", method.sourceFile());
    }
  }

  @Test
  void of_a_lambda_by_kotlins_name_it_is_the_method_around_it() {
    SourceMethod method = around("show$lambda$0", "show$lambda$0()V", kotlinClassFile());
    assertEquals(new SourceMethod("show", "()V", true, null), method);
  }

  @Test
  void of_a_plain_method_it_is_that_method() {
    assertEquals(
        new SourceMethod("plain", "()V", false, "Nested.java"),
        around("plain", "plain()V", classFile));
  }

  @Test
  void of_a_class_that_is_gone_or_broken_it_is_the_method_as_recorded() {
    SourceMethod recorded = new SourceMethod("lambda$twice$0", "()V", false, null);
    assertEquals(recorded, around("lambda$twice$0", "lambda$twice$0()V", null));
    assertEquals(recorded, around("lambda$twice$0", "lambda$twice$0()V", new byte[7]));
  }

  /** As Kotlin compiles {@code fun show() { Runnable { } }}. */
  private static byte[] kotlinClassFile() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "shop/Nested", null, "java/lang/Object", null);
    MethodVisitor show = writer.visitMethod(Opcodes.ACC_STATIC, "show", "()V", null, null);
    Handle metafactory =
        new Handle(Opcodes.H_INVOKESTATIC, "java/lang/invoke/LambdaMetafactory", "f", "()V", false);
    Handle body = new Handle(Opcodes.H_INVOKESTATIC, "shop/Nested", "show$lambda$0", "()V", false);
    show.visitInvokeDynamicInsn("run", "()Ljava/lang/Runnable;", metafactory, body);
    writer.visitMethod(Opcodes.ACC_STATIC, "show$lambda$0", "()V", null, null);
    return writer.toByteArray();
  }

  private static SourceMethod around(String name, String method, byte[] classFile) {
    String descriptor = method.substring(method.indexOf('('));
    return SourceMethod.around(new CallSite("shop/Nested", name, descriptor, 0, 0, 5), classFile);
  }

  private List<String> lambdas() {
    Stream.Builder<String> names = Stream.builder();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                if (name.startsWith("lambda$")) {
                  names.add(name + descriptor);
                }
                return null;
              }
            },
            0);
    return names.build().toList();
  }
}
