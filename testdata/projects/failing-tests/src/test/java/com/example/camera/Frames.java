package com.example.camera;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.SystemHeap;

/** Frames to measure. */
final class Frames {
  private Frames() {}

  static DmaBuf frame() {
    return new SystemHeap().allocate(4096);
  }
}
