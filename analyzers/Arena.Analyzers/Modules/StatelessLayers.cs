namespace Arena.Analyzers.Modules;

/// <summary>
/// TorchSharp's modules that keep the shape and have nothing to train, to save or to switch to evaluation, by the name
/// of their type.
/// </summary>
internal static class StatelessLayers
{
    public static IReadOnlyCollection<string> Names { get; } = new HashSet<string>
    {
        "ReLU", "ReLU6", "GELU", "SiLU", "Mish", "Sigmoid", "Tanh", "Softplus", "ELU", "CELU", "SELU", "LeakyReLU",
        "Softmax", "LogSoftmax", "Softmin", "Identity", "Hardswish", "Hardsigmoid", "Hardtanh", "LogSigmoid", "Softsign",
        "Softshrink", "Tanhshrink",
    };
}
