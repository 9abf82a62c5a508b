using TorchSharp;

namespace Arena.Testing.Running;

/// <summary>What a test finds of TorchSharp when it starts.</summary>
internal static class Torch
{
    private const long Seed = 42;

    /// <summary>Fixes the random numbers, so that a test repeats, and opens the scope that frees the test's tensors.</summary>
    public static IDisposable StartTest()
    {
        torch.random.manual_seed(Seed);
        return torch.NewDisposeScope();
    }
}
