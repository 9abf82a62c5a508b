using System.Reflection;
using System.Runtime.Loader;
using Arena.Tensors;
using Microsoft.CodeAnalysis;
using TorchSharp;

namespace Arena.Analyzers.Tests;

/// <summary>Compiles programs and runs them, to see what they really compute.</summary>
public static class RunningCode
{
    /// <summary>Runs <c>Program.Run</c> of a file made by <see cref="Code"/>.</summary>
    /// <param name="source">The file.</param>
    /// <param name="arguments">What <c>Run</c> is called with; tensors are cloned, so that no run sees another's changes.</param>
    /// <returns>What <c>Run</c> returned.</returns>
    /// <exception cref="InvalidOperationException">The program does not compile.</exception>
    public static object? Run(string source, params object?[] arguments)
    {
        Native.EnsureLoaded();
        using var stream = new MemoryStream();
        var emitted = Code.Compile(source).Emit(stream);
        if (!emitted.Success)
            throw new InvalidOperationException(
                $"{string.Join('\n', emitted.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error))}\n{source}");
        stream.Position = 0;
        var context = new AssemblyLoadContext("Program", isCollectible: true);
        try
        {
            var run = context.LoadFromStream(stream).GetType("Program")!.GetMethod("Run")!;
            torch.random.manual_seed(0);
            return run.Invoke(
                null, BindingFlags.DoNotWrapExceptions, null,
                [.. arguments.Select(argument => argument is torch.Tensor tensor ? tensor.clone() : argument)], null);
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>Two versions of a program compute the same tensor, shape, dtype and values alike, from the same input.</summary>
    /// <remarks>Both are run on the given arguments; give several sizes, none of them equal by chance.</remarks>
    public static void MustAgree(string before, string after, params object?[] arguments)
    {
        using var one = (torch.Tensor)Run(before, arguments)!;
        using var other = (torch.Tensor)Run(after, arguments)!;
        other.shape.Should().Equal(one.shape);
        other.dtype.Should().Be(one.dtype);
        torch.allclose(one, other, rtol: 1e-5, atol: 1e-6, equal_nan: true).Should().BeTrue($"{after}\nshould compute what\n{before}\ncomputes");
    }
}
