package dev.pagewarden.detectors.flow.code;

import java.util.List;
import java.util.function.Function;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads what a class file declares, and shows its code to whoever wants to see it on the way. */
final class ClassFileReader extends ClassVisitor {
  private final CodeCache code;
  private final Function<Method, MethodVisitor> observer;
  private ClassFile file;

  private ClassFileReader(CodeCache code, Function<Method, MethodVisitor> observer) {
    super(Opcodes.ASM9);
    this.code = code;
    this.observer = observer;
  }

  /**
   * Reads a class file's declarations.
   *
   * @throws RuntimeException whatever ASM throws where the bytes are no class file it can read
   */
  static ClassFile declarations(byte[] bytes, CodeCache code) {
    return read(bytes, code, method -> null, ClassReader.SKIP_CODE);
  }

  /**
   * Reads a class file.
   *
   * @param observer returns who is shown a method's code
   * @throws RuntimeException whatever ASM throws where the bytes are no class file it can read
   */
  static ClassFile withCode(
      byte[] bytes, CodeCache code, Function<Method, MethodVisitor> observer) {
    return read(bytes, code, observer, ClassReader.SKIP_FRAMES);
  }

  private static ClassFile read(
      byte[] bytes, CodeCache code, Function<Method, MethodVisitor> observer, int options) {
    ClassFileReader reader = new ClassFileReader(code, observer);
    new ClassReader(bytes).accept(reader, options);
    return reader.file;
  }

  @Override
  public void visit(
      int version, int access, String name, String sign, String superName, String[] interfaces) {
    file = new ClassFile(code, access, name, superName, List.of(interfaces));
  }

  @Override
  public void visitSource(String source, String debug) {
    file.setSource(source, debug);
  }

  @Override
  public void visitNestHost(String host) {
    file.setNestHost(host);
  }

  @Override
  public void visitNestMember(String member) {
    file.addNestMember(member);
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    file.addAnnotation(Type.getType(descriptor).getInternalName());
    return null;
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    file.addField(access, name, value);
    return new FieldVisitor(Opcodes.ASM9) {
      @Override
      public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        file.addAnnotatedField(name);
        return null;
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    List<String> declared = exceptions == null ? List.of() : List.of(exceptions);
    Method method = new Method(file, access, name, descriptor, declared);
    file.addMethod(method);
    return new MethodVisitor(Opcodes.ASM9, observer.apply(method)) {
      @Override
      public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        method.addAnnotation(Type.getType(type).getInternalName());
        return null;
      }
    };
  }
}
