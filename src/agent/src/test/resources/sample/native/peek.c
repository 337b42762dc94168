/* What an importer in C does with an entry that it was given. */
#include <jni.h>

JNIEXPORT jlong JNICALL
Java_sample_app_NativePeek_peek(JNIEnv *env, jclass importer, jobject entry) {
  jclass type = (*env)->GetObjectClass(env, entry);
  jmethodID accessor = (*env)->GetMethodID(env, type, "physicalAddress", "()J");
  return (*env)->CallLongMethod(env, entry, accessor);
}
