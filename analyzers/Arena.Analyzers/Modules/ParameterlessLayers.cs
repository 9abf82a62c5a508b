namespace Arena.Analyzers.Modules;

/// <summary>TorchSharp's modules that keep the shape and have nothing to learn, by the name of their type.</summary>
internal static class ParameterlessLayers
{
    public static IReadOnlyCollection<string> Names { get; } = new HashSet<string>
    {
        "ReLU", "ReLU6", "GELU", "SiLU", "Mish", "Sigmoid", "Tanh", "Softplus", "ELU", "CELU", "SELU", "LeakyReLU",
        "Softmax", "LogSoftmax", "Softmin", "Dropout", "Dropout1d", "Dropout2d", "AlphaDropout", "Identity", "Hardswish",
        "Hardsigmoid", "Hardtanh", "LogSigmoid", "Softsign", "Softshrink", "RReLU", "Tanhshrink",
    };
}
