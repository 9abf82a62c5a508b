using Arena.Tensors;
using TorchSharp;

namespace Arena.Testing.Running;

/// <summary>What a test finds of TorchSharp when it starts.</summary>
internal static class Torch
{
    private const long Seed = 42;

    /// <summary>
    /// Loads libtorch, before any time limit runs: loading is not the learner's time.
    /// New tensors are made on the device that <see cref="Devices.Variable"/> names.
    /// </summary>
    /// <exception cref="DllNotFoundException">It cannot be loaded; the message says what to do.</exception>
    /// <exception cref="InvalidOperationException">The device is not there.</exception>
    public static void Load()
    {
        Native.EnsureLoaded();
        torch.set_default_device(Devices.Default);
        torch.zeros(0).Dispose();
    }

    /// <summary>
    /// Fixes the random numbers, so that a test repeats, and opens the scope that frees the test's tensors.
    /// </summary>
    public static IDisposable StartTest()
    {
        torch.random.manual_seed(Seed);
        return torch.NewDisposeScope();
    }
}
