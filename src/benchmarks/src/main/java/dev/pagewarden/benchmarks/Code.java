package dev.pagewarden.benchmarks;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes the code of one generated method: the usual moves of programs that work with dma-buf. */
final class Code {
  private static final String API = "dev/pagewarden/dmabuf/";

  /** An attachment's descriptor. */
  static final String ATTACHMENT = "L" + API + "DmaBufAttachment;";

  /** A table's descriptor. */
  static final String TABLE = "L" + API + "SgTable;";

  private final MethodVisitor to;
  private int line;

  Code(MethodVisitor to) {
    this.to = to;
    to.visitCode();
  }

  /** Begins another source line. */
  Code line() {
    Label here = new Label();
    to.visitLabel(here);
    to.visitLineNumber(++line, here);
    return this;
  }

  /** Loads the reference in a local variable. */
  Code load(int local) {
    to.visitVarInsn(ALOAD, local);
    return this;
  }

  /** Stores the reference on the stack into a local variable. */
  Code store(int local) {
    to.visitVarInsn(ASTORE, local);
    return this;
  }

  /** Pushes the table that the attachment in a local variable maps to. */
  Code map(int attachment) {
    line().load(attachment);
    to.visitMethodInsn(
        INVOKEVIRTUAL, API + "DmaBufAttachment", "buffer", "()L" + API + "DmaBuf;", false);
    load(attachment);
    to.visitFieldInsn(GETSTATIC, API + "DmaDirection", "FROM_DEVICE", "L" + API + "DmaDirection;");
    to.visitMethodInsn(
        INVOKEVIRTUAL,
        API + "DmaBuf",
        "mapAttachment",
        "(" + ATTACHMENT + "L" + API + "DmaDirection;)" + TABLE,
        false);
    return this;
  }

  /** Touches the page of the table on the stack. */
  Code touch() {
    line();
    to.visitMethodInsn(
        INVOKEVIRTUAL, API + "SgTable", "firstEntry", "()L" + API + "Scatterlist;", false);
    to.visitMethodInsn(INVOKEVIRTUAL, API + "Scatterlist", "page", "()L" + API + "Page;", false);
    to.visitInsn(POP);
    return this;
  }

  /** Asks the table on the stack for what its importer may know. */
  Code useDmaSide() {
    line();
    to.visitMethodInsn(INVOKEVIRTUAL, API + "SgTable", "nents", "()I", false);
    to.visitInsn(POP);
    return this;
  }

  /** Calls a static method. */
  Code call(String owner, String name, String descriptor) {
    line();
    to.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
    return this;
  }

  /** Calls a method of a class or interface. */
  Code invoke(boolean isInterface, String owner, String name, String descriptor) {
    line();
    to.visitMethodInsn(
        isInterface ? INVOKEINTERFACE : INVOKEVIRTUAL, owner, name, descriptor, isInterface);
    return this;
  }

  /** Pushes a new object of a class with a constructor without parameters. */
  Code make(String type) {
    line();
    to.visitTypeInsn(NEW, type);
    to.visitInsn(DUP);
    to.visitMethodInsn(INVOKESPECIAL, type, "<init>", "()V", false);
    return this;
  }

  /** Returns the visitor, for what has no name here. */
  MethodVisitor raw() {
    return to;
  }

  /** Ends the method with an instruction that returns. */
  void end(int opcode) {
    to.visitInsn(opcode);
    to.visitMaxs(0, 0);
    to.visitEnd();
  }
}
