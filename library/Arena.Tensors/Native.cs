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

    private static string? Load()
    {
        var platform = NativePlatform.Current;
        var path = Path.Combine(AppContext.BaseDirectory, "runtimes", platform.Name, "native", platform.FileName);
        if (NativeLibrary.TryLoad(path, out _)
            || NativeLibrary.TryLoad("LibTorchSharp", typeof(torch).Assembly, null, out _))
            return null;
        return new NativeFailure(platform, path, NativeFailure.StateOf(path), ReasonFor(path)).Message;
    }

    // TryLoad knows the reason but keeps it to itself.
    private static string ReasonFor(string path)
    {
        try
        {
            NativeLibrary.Free(NativeLibrary.Load(path));
            return "";
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return exception.Message;
        }
    }
}
