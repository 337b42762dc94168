package dev.pagewarden.benchmarks;

import static dev.pagewarden.benchmarks.Code.ATTACHMENT;
import static dev.pagewarden.benchmarks.Code.TABLE;
import static org.objectweb.asm.Opcodes.*;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Makes programs of any number of classes that are full of dma-buf: blocks of a thousand classes,
 * of which each has an interface with 500 implementations, chains of calls, a circle of methods
 * that call each other, methods of 10,000 instructions, tables in fields and collections, and
 * ordinary classes between them. Each block hands a table to the next one, and pages are touched in
 * all of them, so that whatever an analysis leaves out is missed.
 */
final class ProgramGenerator {
  /** How many classes a block has. */
  static final int BLOCK = 1000;

  private static final int IMPLEMENTATIONS = 500;
  private static final int CHAIN = 50;
  private static final int CIRCLE = 100;
  private static final int BIG_METHODS = 2;
  private static final int BIG_METHOD_INSTRUCTIONS = 10_000;
  private static final int FIELDS = 30;
  private static final int COLLECTIONS = 30;
  private static final int CLEAN = 30;
  private static final String STEP = "(" + TABLE + ")V";

  private final Map<String, byte[]> classFiles = new LinkedHashMap<>();
  private final Map<String, Integer> touching = new LinkedHashMap<>();
  private final int blocks;
  private String block;

  private ProgramGenerator(int blocks) {
    this.blocks = blocks;
  }

  /**
   * Makes a program.
   *
   * @param classes how many classes, a multiple of {@link #BLOCK}
   */
  static GeneratedProgram program(int classes) {
    ProgramGenerator generator = new ProgramGenerator(classes / BLOCK);
    for (int number = 0; number < generator.blocks; number++) {
      generator.block(number);
    }
    return new GeneratedProgram(generator.classFiles, generator.touching);
  }

  private void block(int number) {
    block = "generated/b" + number + "/";
    int before = classFiles.size();
    wideInterface();
    chain();
    returningChain();
    circle();
    for (int i = 0; i < BIG_METHODS; i++) {
      bigMethod(block + "Big" + i);
    }
    for (int i = 0; i < FIELDS; i++) {
      field(i);
    }
    for (int i = 0; i < COLLECTIONS; i++) {
      collection(block + "Listing" + i);
    }
    for (int i = 0; i < CLEAN; i++) {
      clean(block + "Clean" + i);
    }
    type(
        block + "Neighbour",
        0,
        "java/lang/Object",
        c -> method(c, ACC_STATIC, "step", STEP, code -> code.load(0).touch().end(RETURN)));
    touching.put(block + "Neighbour", 1);
    main("generated/b" + (number + 1) % blocks + "/Neighbour");
    int ordinary = BLOCK - (classFiles.size() - before);
    for (int i = 0; i < ordinary; i++) {
      ordinary(i, ordinary);
    }
  }

  private void wideInterface() {
    String handler = block + "Handler";
    type(handler, ACC_INTERFACE | ACC_ABSTRACT, "java/lang/Object", c -> abstractMethod(c, STEP));
    for (int i = 0; i < IMPLEMENTATIONS; i++) {
      String name = block + "Handler" + i;
      type(
          name,
          0,
          handler,
          c -> method(c, 0, "step", STEP, code -> code.load(1).touch().end(RETURN)));
      touching.put(name, 1);
    }
    type(
        block + "Handlers",
        0,
        "java/lang/Object",
        c -> {
          method(c, ACC_STATIC, "make", "(I)L" + handler + ";", this::makeOne);
          method(
              c,
              ACC_STATIC,
              "dispatch",
              "(L" + handler + ";" + ATTACHMENT + ")V",
              code -> code.load(0).map(1).invoke(true, handler, "step", STEP).end(RETURN));
        });
  }

  private void makeOne(Code code) {
    Label[] cases = new Label[IMPLEMENTATIONS];
    for (int i = 0; i < cases.length; i++) {
      cases[i] = new Label();
    }
    Label other = new Label();
    MethodVisitor raw = code.raw();
    raw.visitVarInsn(ILOAD, 0);
    raw.visitTableSwitchInsn(0, IMPLEMENTATIONS - 1, other, cases);
    for (int i = 0; i < cases.length; i++) {
      raw.visitLabel(cases[i]);
      code.make(block + "Handler" + i);
      raw.visitInsn(ARETURN);
    }
    raw.visitLabel(other);
    raw.visitInsn(ACONST_NULL);
    code.end(ARETURN);
  }

  /** A table that is handed down. */
  private void chain() {
    for (int i = 0; i < CHAIN; i++) {
      String next = block + "Chain" + (i + 1);
      boolean last = i == CHAIN - 1;
      Consumer<Code> step =
          code -> (last ? code.load(0).touch() : code.load(0).call(next, "step", STEP)).end(RETURN);
      type(
          block + "Chain" + i,
          0,
          "java/lang/Object",
          c -> method(c, ACC_STATIC, "step", STEP, step));
    }
    touching.put(block + "Chain" + (CHAIN - 1), 1);
  }

  /** A table that is handed up. */
  private void returningChain() {
    for (int i = 0; i < CHAIN; i++) {
      String next = block + "Source" + (i + 1);
      boolean last = i == CHAIN - 1;
      String get = "(" + ATTACHMENT + ")" + TABLE;
      Consumer<Code> body =
          code -> (last ? code.map(0) : code.load(0).call(next, "get", get)).end(ARETURN);
      type(
          block + "Source" + i,
          0,
          "java/lang/Object",
          c -> method(c, ACC_STATIC, "get", get, body));
    }
  }

  /** A table that goes round among methods that call each other. */
  private void circle() {
    String go = "(" + TABLE + "I)V";
    for (int i = 0; i < CIRCLE; i++) {
      String next = block + "Circle" + (i + 1) % CIRCLE;
      boolean touches = i == CIRCLE / 2;
      type(
          block + "Circle" + i,
          0,
          "java/lang/Object",
          c ->
              method(
                  c,
                  ACC_STATIC,
                  "go",
                  go,
                  code -> {
                    Label end = new Label();
                    MethodVisitor raw = code.raw();
                    raw.visitVarInsn(ILOAD, 1);
                    raw.visitJumpInsn(IFLE, end);
                    if (touches) {
                      code.load(0).touch();
                    }
                    code.load(0);
                    raw.visitVarInsn(ILOAD, 1);
                    raw.visitInsn(ICONST_1);
                    raw.visitInsn(ISUB);
                    code.call(next, "go", go);
                    raw.visitLabel(end);
                    code.end(RETURN);
                  }));
    }
    touching.put(block + "Circle" + CIRCLE / 2, 1);
  }

  /** A table that is touched far behind its mapping. */
  private void bigMethod(String name) {
    type(
        name,
        0,
        "java/lang/Object",
        c ->
            method(
                c,
                ACC_STATIC,
                "run",
                "(" + ATTACHMENT + "II)I",
                code -> {
                  code.map(0).store(3);
                  for (int i = 0; i < BIG_METHOD_INSTRUCTIONS; i += 10) {
                    branch(code, i);
                  }
                  code.load(3).touch();
                  code.raw().visitVarInsn(ILOAD, 1);
                  code.end(IRETURN);
                }));
    touching.put(name, 1);
  }

  /** Ten instructions, two ways. */
  private static void branch(Code code, int seed) {
    MethodVisitor raw = code.line().raw();
    Label other = new Label();
    Label end = new Label();
    raw.visitVarInsn(ILOAD, 1 + seed / 10 % 2);
    raw.visitJumpInsn(IFEQ, other);
    raw.visitIincInsn(1, seed % 100);
    raw.visitJumpInsn(GOTO, end);
    raw.visitLabel(other);
    raw.visitVarInsn(ILOAD, 1);
    raw.visitVarInsn(ILOAD, 2);
    raw.visitInsn(IXOR);
    raw.visitIntInsn(SIPUSH, seed % 1000);
    raw.visitInsn(IADD);
    raw.visitVarInsn(ISTORE, 2);
    raw.visitLabel(end);
  }

  /** A table that one class leaves in a field where another one finds it. */
  private void field(int i) {
    String keeper = block + "Keeper" + i;
    String reader = block + "Reader" + i;
    type(
        keeper,
        0,
        "java/lang/Object",
        c -> {
          c.visitField(0, "table", TABLE, null, null).visitEnd();
          method(
              c,
              0,
              "fill",
              "(" + ATTACHMENT + ")V",
              code -> {
                code.load(0).map(1);
                code.raw().visitFieldInsn(PUTFIELD, keeper, "table", TABLE);
                code.end(RETURN);
              });
        });
    type(
        reader,
        0,
        "java/lang/Object",
        c ->
            method(
                c,
                0,
                "read",
                "(L" + keeper + ";)V",
                code -> {
                  code.line().load(1);
                  code.raw().visitFieldInsn(GETFIELD, keeper, "table", TABLE);
                  code.touch().end(RETURN);
                }));
    touching.put(reader, 1);
  }

  /** A table that goes through a list. */
  private void collection(String name) {
    String list = "java/util/List";
    type(
        name,
        0,
        "java/lang/Object",
        c ->
            method(
                c,
                0,
                "run",
                "(" + ATTACHMENT + ")V",
                code -> {
                  code.make("java/util/ArrayList").store(2).load(2).map(1);
                  code.invoke(true, list, "add", "(Ljava/lang/Object;)Z").raw().visitInsn(POP);
                  code.load(2).raw().visitInsn(ICONST_0);
                  code.invoke(true, list, "get", "(I)Ljava/lang/Object;");
                  code.raw().visitTypeInsn(CHECKCAST, TABLE.substring(1, TABLE.length() - 1));
                  code.touch().end(RETURN);
                }));
    touching.put(name, 1);
  }

  private void clean(String name) {
    type(
        name,
        0,
        "java/lang/Object",
        c ->
            method(
                c,
                0,
                "run",
                "(" + ATTACHMENT + ")V",
                code -> code.map(1).useDmaSide().end(RETURN)));
  }

  /** Calls into all parts of the block, and hands a table to the next one. */
  private void main(String next) {
    String run = "(" + ATTACHMENT + "I)V";
    String get = "(" + ATTACHMENT + ")" + TABLE;
    type(
        block + "Main",
        0,
        "java/lang/Object",
        c ->
            method(
                c,
                ACC_STATIC,
                "run",
                run,
                code -> {
                  code.map(0).call(block + "Chain0", "step", STEP);
                  code.load(0).call(block + "Source0", "get", get).touch();
                  code.map(0).raw().visitVarInsn(ILOAD, 1);
                  code.call(block + "Circle0", "go", "(" + TABLE + "I)V");
                  code.raw().visitVarInsn(ILOAD, 1);
                  code.call(block + "Handlers", "make", "(I)L" + block + "Handler;").load(0);
                  code.call(
                      block + "Handlers",
                      "dispatch",
                      "(L" + block + "Handler;" + ATTACHMENT + ")V");
                  code.raw().visitVarInsn(ILOAD, 1);
                  code.call(block + "Plain0", "work", "(I)I").raw().visitInsn(POP);
                  code.map(0).call(next, "step", STEP).end(RETURN);
                }));
    touching.put(block + "Main", 1);
  }

  /** A class that has nothing to do with dma-buf, as most have not. */
  private void ordinary(int i, int all) {
    String name = block + "Plain" + i;
    String next = block + "Plain" + (i + 1) % all;
    type(
        name,
        0,
        "java/lang/Object",
        c -> {
          c.visitField(0, "count", "I", null, null).visitEnd();
          c.visitField(ACC_STATIC, "last", "L" + name + ";", null, null).visitEnd();
          method(
              c,
              ACC_STATIC,
              "work",
              "(I)I",
              code -> {
                MethodVisitor raw = code.make(name).raw();
                raw.visitInsn(DUP);
                raw.visitFieldInsn(PUTSTATIC, name, "last", "L" + name + ";");
                raw.visitVarInsn(ILOAD, 0);
                code.invoke(false, name, "grow", "(I)I").end(IRETURN);
              });
          method(
              c,
              0,
              "grow",
              "(I)I",
              code -> {
                MethodVisitor raw = code.line().load(0).raw();
                raw.visitVarInsn(ILOAD, 1);
                raw.visitFieldInsn(PUTFIELD, name, "count", "I");
                branch(code, i * 10);
                branch(code, i * 20);
                raw.visitVarInsn(ILOAD, 1);
                code.call(
                        i % 10 == 9 ? "java/lang/Math" : next, i % 10 == 9 ? "abs" : "work", "(I)I")
                    .end(IRETURN);
              });
        });
  }

  private void type(String name, int access, String superType, Consumer<ClassWriter> members) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    boolean implementing = superType.startsWith("generated/");
    writer.visit(
        V1_5,
        ACC_PUBLIC | access,
        name,
        null,
        implementing ? "java/lang/Object" : superType,
        implementing ? new String[] {superType} : null);
    writer.visitSource(name.substring(name.lastIndexOf('/') + 1) + ".java", null);
    if ((access & ACC_INTERFACE) == 0) {
      method(
          writer,
          0,
          "<init>",
          "()V",
          code -> {
            code.line().load(0);
            code.raw().visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            code.end(RETURN);
          });
    }
    members.accept(writer);
    writer.visitEnd();
    classFiles.put(name, writer.toByteArray());
  }

  private static void abstractMethod(ClassWriter writer, String descriptor) {
    writer.visitMethod(ACC_PUBLIC | ACC_ABSTRACT, "step", descriptor, null, null).visitEnd();
  }

  private static void method(
      ClassWriter writer, int access, String name, String descriptor, Consumer<Code> body) {
    body.accept(new Code(writer.visitMethod(ACC_PUBLIC | access, name, descriptor, null, null)));
  }
}
