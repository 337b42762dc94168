package dev.pagewarden.agent;

import org.objectweb.asm.ClassReader;

/** A class reader that tells where in the method's code it is. */
final class OffsetReader extends ClassReader {
  private int offset = -1;

  OffsetReader(byte[] classFile) {
    super(classFile);
  }

  /** Returns the offset of the instruction that is being visited. */
  int offset() {
    return offset;
  }

  @Override
  protected void readBytecodeInstructionOffset(int bytecodeOffset) {
    offset = bytecodeOffset;
  }
}
