using System.Runtime.CompilerServices;
using Arena.Testing.Snapshots;
using Xunit;
using Xunit.Sdk;
using static TorchSharp.torch;

namespace Arena.Testing;

/// <summary>
/// Compares a text with one that was looked at and accepted: <c>TestClass.TestMethod.verified.txt</c> beside the test,
/// named as Verify names it.
/// </summary>
public static class Snapshot
{
    /// <summary>The environment variable that accepts what a run receives.</summary>
    public const string AcceptVariable = "ARENA_ACCEPT";

    /// <summary>Passes when the text is the accepted one, whatever its line ends.</summary>
    /// <param name="text">What the test made.</param>
    /// <param name="name">
    /// Tells several snapshots of one test apart: <c>TestClass.TestMethod.name.verified.txt</c>.
    /// </param>
    /// <param name="sourceFile">Provided by the compiler.</param>
    /// <param name="member">Provided by the compiler.</param>
    /// <exception cref="XunitException">
    /// It differs, or nothing was accepted yet. The text lies beside it as <c>….received.txt</c>, and the message shows
    /// the difference and says how to accept it.
    /// </exception>
    public static void Match(
        string text, string? name = null,
        [CallerFilePath] string sourceFile = "", [CallerMemberName] string member = "")
    {
        var file = new SnapshotFile(Path.GetDirectoryName(sourceFile)!, FileName(name, sourceFile, member));
        if (file.Match(text, Accept, MayAccept) is { } difference) throw new XunitException(difference);
    }

    /// <summary>Compares a tensor; what to tell the developer, or null.</summary>
    internal static string? Difference(
        Tensor tensor, string axes, double tolerance, string? name, string sourceFile, string member)
    {
        var file = new TensorSnapshotFile(Path.GetDirectoryName(sourceFile)!, FileName(name, sourceFile, member));
        return file.Match(tensor, axes, tolerance, Accept, MayAccept);
    }

    private static bool Accept => IsSet(AcceptVariable);

    private static bool MayAccept => !IsSet("CI");

    private static string FileName(string? name, string sourceFile, string member)
    {
        var type = TestContext.Current.TestClass?.TestClassSimpleName ?? Path.GetFileNameWithoutExtension(sourceFile);
        var method = TestContext.Current.TestMethod?.MethodName ?? member;
        return string.Join('.', new[] { type, method, name }.OfType<string>());
    }

    private static bool IsSet(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value && value is not ("0" or "false");
}
