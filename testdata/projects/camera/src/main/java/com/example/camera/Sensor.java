package com.example.camera;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SystemHeap;
import java.nio.ByteBuffer;

/** A sensor that takes pictures of a grey gradient. */
public final class Sensor {
  private static final SystemHeap HEAP = new SystemHeap("camera");

  private final int width;
  private final int height;

  public Sensor(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Takes a picture; the caller closes its buffer. */
  public Frame take() {
    DmaBuf buffer = HEAP.allocate((long) width * height);
    buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
    ByteBuffer pixels = buffer.vmap();
    for (int i = 0; i < width * height; i++) {
      pixels.put(i, (byte) i);
    }
    buffer.vunmap(pixels);
    buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
    return new Frame(buffer, width, height);
  }
}
