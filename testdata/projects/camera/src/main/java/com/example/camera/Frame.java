package com.example.camera;

import dev.pagewarden.dmabuf.DmaBuf;

/** One picture, 8-bit grey, as it goes through the pipeline. */
public record Frame(DmaBuf buffer, int width, int height) {}
