namespace ComputeNet.Adapters.Conformance.Running;

/// <summary>The adapter did not keep a promise; the message says what was expected and what came instead.</summary>
public sealed class PromiseBrokenException(string why) : Exception(why);

/// <summary>The promise does not apply to this adapter or cannot be looked at from here; the message says why.</summary>
public sealed class NotOfferedException(string why) : Exception(why);
