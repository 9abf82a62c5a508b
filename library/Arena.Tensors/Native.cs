using System.Runtime.InteropServices;
using TorchSharp;

namespace Arena.Tensors;

/// <summary>Loads libtorch, the native library under TorchSharp, or says in one paragraph why that cannot be.</summary>
/// <remarks>
/// Left alone, TorchSharp answers a failed load by copying all native files into the build output, and blames a missing
/// package. So this comes first, and TorchSharp then finds the library loaded.
/// </remarks>
public static class Native
{
    private static readonly Lazy<string?> Failure = new(Load);

    /// <summary>Loads the library once; later calls, from any thread, only repeat the outcome.</summary>
    /// <exception cref="DllNotFoundException">
    /// It cannot be loaded; the message says what is missing and what to do.
    /// </exception>
    public static void EnsureLoaded()
    {
        if (Failure.Value is { } message) throw new DllNotFoundException(message);
    }

    /// <summary>Why the library cannot be loaded from a file; null when it can, and then it is loaded.</summary>
    internal static NativeFailure? FailureAt(string path)
    {
        try
        {
            NativeLibrary.Load(path);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return new(NativePlatform.Current, path, NativeFailure.StateOf(path), exception.Message);
        }
    }

    // A program that was published for one platform has the library beside it, where the runtime finds it by its name.
    private static string? Load()
    {
        var platform = NativePlatform.Current;
        var path = Path.Combine(AppContext.BaseDirectory, "runtimes", platform.Name, "native", platform.FileName);
        return FailureAt(path) is { } failure
            && !NativeLibrary.TryLoad("LibTorchSharp", typeof(torch).Assembly, searchPath: null, out _)
            ? failure.Message
            : null;
    }
}
