package dev.pagewarden.agent;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Entries that hang together in a chain, and the code that flips the bits of their links, as the
 * kernel's {@code mangle_sg_table} does, and marks them. It is put into the entries' own class,
 * where it is as fast as code of the API.
 *
 * @param entry internal name of the entries' class
 * @param next name of its method that returns the next one, or null
 * @param link name of its field that is flipped
 * @param linkDescriptor {@code J} or {@code I}
 * @param mask the bits to flip
 */
record Chain(String entry, String next, String link, String linkDescriptor, long mask) {
  /** Name of the method that flips the links and marks the entries. */
  static final String HIDE = "pagewarden$hide";

  /** Name of the method that flips the links. */
  static final String SHOW = "pagewarden$show";

  /** Name of the method that marks the entries. */
  static final String MARK = "pagewarden$mark";

  private static final int ACCESS =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

  /**
   * Writes the methods.
   *
   * @param target the entries' class
   * @param marked whether it has a field for marks
   */
  void write(ClassVisitor target, boolean marked) {
    String first = "(L" + entry + ";";
    String firstAndMark = first + Probes.MARK_DESCRIPTOR + ")V";
    write(target.visitMethod(ACCESS, HIDE, firstAndMark, null, null), 1, true, marked);
    write(target.visitMethod(ACCESS, SHOW, first + ")V", null, null), -1, true, false);
    if (marked) {
      write(target.visitMethod(ACCESS, MARK, firstAndMark, null, null), 1, false, true);
    }
  }

  /**
   * Writes {@code for (e = first; e != null; e = following) {following = e.next(); ..}}.
   *
   * @param mark the local variable that holds the mark, or -1
   */
  private void write(MethodVisitor code, int mark, boolean flips, boolean marks) {
    int following = mark < 0 ? 1 : 2;
    Object[] before = mark < 0 ? new Object[] {entry} : new Object[] {entry, "java/lang/Object"};
    Label loop = new Label();
    Label end = new Label();
    code.visitCode();
    code.visitLabel(loop);
    code.visitFrame(Opcodes.F_NEW, before.length, before, 0, null);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitJumpInsn(Opcodes.IFNULL, end);
    // The next one first: a link that is being flipped must not be walked by.
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, entry, next, "()L" + entry + ";", false);
    code.visitVarInsn(Opcodes.ASTORE, following);
    if (flips) {
      flip(code);
    }
    if (marks) {
      mark(code, mark);
    }
    code.visitVarInsn(Opcodes.ALOAD, following);
    code.visitVarInsn(Opcodes.ASTORE, 0);
    code.visitJumpInsn(Opcodes.GOTO, loop);
    code.visitLabel(end);
    code.visitFrame(Opcodes.F_NEW, before.length, before, 0, null);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void flip(MethodVisitor code) {
    boolean isLong = linkDescriptor.equals("J");
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitInsn(Opcodes.DUP);
    code.visitFieldInsn(Opcodes.GETFIELD, entry, link, linkDescriptor);
    if (isLong) {
      code.visitLdcInsn(mask);
    } else {
      code.visitLdcInsn((int) mask);
    }
    code.visitInsn(isLong ? Opcodes.LXOR : Opcodes.IXOR);
    code.visitFieldInsn(Opcodes.PUTFIELD, entry, link, linkDescriptor);
  }

  /** Writes {@code if (e.mark != mark) e.mark = mark}: a table that is lent again has its marks. */
  private void mark(MethodVisitor code, int mark) {
    Label marked = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, entry, Probes.MARK, Probes.MARK_DESCRIPTOR);
    code.visitVarInsn(Opcodes.ALOAD, mark);
    code.visitJumpInsn(Opcodes.IF_ACMPEQ, marked);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, mark);
    code.visitFieldInsn(Opcodes.PUTFIELD, entry, Probes.MARK, Probes.MARK_DESCRIPTOR);
    code.visitLabel(marked);
    Object[] locals = {entry, "java/lang/Object", entry};
    code.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, null);
  }
}
