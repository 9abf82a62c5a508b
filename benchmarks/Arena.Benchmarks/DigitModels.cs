using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Arena.Benchmarks;

/// <summary>Three models, from one that sees pixels alone to one that sees shapes wherever they are.</summary>
internal static class DigitModels
{
    public static Module<Tensor, Tensor> Linear() => Sequential(Flatten(), nn.Linear(784, 10));

    public static Module<Tensor, Tensor> Plain() =>
        Sequential(Flatten(), nn.Linear(784, 128), ReLU(), nn.Linear(128, 10));

    public static Module<Tensor, Tensor> Convolutional() => Sequential(
        Conv2d(1, 16, kernel_size: 3, padding: 1), ReLU(), MaxPool2d(2),
        Conv2d(16, 32, kernel_size: 3, padding: 1), ReLU(), MaxPool2d(2),
        Flatten(), nn.Linear(32 * 7 * 7, 10));
}
