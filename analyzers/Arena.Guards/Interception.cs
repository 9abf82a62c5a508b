namespace Arena.Guards;

/// <summary>A call that is led through a method of ours: texts only, so that equal ones are recognised.</summary>
/// <param name="Place">The attribute that names the call.</param>
/// <param name="Name">What was called, as part of our method's name.</param>
/// <param name="Signature">Our method's type and parameters; they are the original's.</param>
/// <param name="Body">What our method does.</param>
internal sealed record Interception(string Place, string Name, Signature Signature, string Body);

/// <param name="Returns">The type that is returned.</param>
/// <param name="Parameters">The parameters, the receiver first.</param>
internal sealed record Signature(string Returns, string Parameters);
