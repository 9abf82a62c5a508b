using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Arena.Tensors.Tests;

public sealed class NativeTests : IDisposable
{
    private const string Library = "/kit/bin/runtimes/linux-x64/native/libLibTorchSharp.so";

    private static readonly NativePlatform Linux = new("linux", Architecture.X64, IsMusl: false);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-native-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void LoadsOnceForAllThreads()
    {
        Parallel.For(0, 4, _ => Native.EnsureLoaded());
        Native.EnsureLoaded();
        using var x = ones(2);
        x.sum().item<float>().Should().Be(2);
    }

    [Fact]
    public void SaysWhyAFileCannotBeLoaded()
    {
        var path = Path.Combine(folder.FullName, NativePlatform.Current.FileName);
        Native.FailureAt(path)!.Cause.Should().StartWith($"{path} is missing.");

        File.WriteAllText(path, "no library");
        Native.FailureAt(path)!.Cause.Should().NotContainAny("is missing", "gave no reason", "consider");
    }

    [Fact]
    public void ReadsTheReasonOutOfTheRuntimesAdvice()
    {
        var reason = $"""
            Unable to load shared library '{Library}' or one of its dependencies. Consider this:
            /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by {Library})
            {Library}.so: cannot open shared object file: No such file or directory
            """;
        new NativeFailure(Linux, Library, NativeFileState.Present, reason).Message.Should().Be(
            "libtorch, the native library under TorchSharp, could not be loaded: "
            + "this system's C or C++ library is too old "
            + $"(/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by {Library})). "
            + "The kit runs on Linux x64 with glibc (Debian 12, Ubuntu 22.04 or newer), on Windows x64 "
            + "and on macOS with Apple silicon. On one of these, run 'dotnet build' again, "
            + "which adapts the library to them. './arena doctor' looks for other causes.");
    }

    [Fact]
    public void NamesADependencyThatIsMissing()
    {
        var reason = $"Unable to load shared library '{Library}' or one of its dependencies.\n"
            + $"{Library}.so: cannot open shared object file: No such file or directory\n"
            + "libtorch_cpu.so: cannot open shared object file: No such file or directory\n";
        new NativeFailure(Linux, Library, NativeFileState.Present, reason).Message.Should().Be(
            "libtorch, the native library under TorchSharp, could not be loaded: libtorch_cpu.so: "
            + "cannot open shared object file: No such file or directory. "
            + "Run 'dotnet build' again; if that does not help, delete the project's bin and obj folders before it. "
            + "'./arena doctor' looks for other causes.");
    }

    public static TheoryData<string, Architecture, bool, int, string> Causes => new()
    {
        { "linux", Architecture.X64, false, (int)NativeFileState.Missing,
            Library + " is missing. Run 'dotnet build' again" },
        { "linux", Architecture.X64, false, (int)NativeFileState.DeadLink,
            "is a link, and what it led to is gone: was the package cache emptied, or the kit moved? Run 'dotnet restore'" },
        { "linux", Architecture.X64, false, (int)NativeFileState.Present, "gave no reason for refusing " + Library },
        { "linux", Architecture.X64, true, (int)NativeFileState.Present,
            "musl as its C library, and libtorch needs glibc" },
        { "linux", Architecture.Arm64, false, (int)NativeFileState.Missing,
            "there is none for linux-arm64. The kit runs on Linux x64" },
        { "osx", Architecture.X64, false, (int)NativeFileState.Missing, "there is none for osx-x64" },
        { "freebsd", Architecture.X64, false, (int)NativeFileState.Missing, "there is none for freebsd-x64. " },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void SaysInOneParagraphWhatIsMissing(string system, Architecture processor, bool musl, int file, string part)
    {
        var message = new NativeFailure(new(system, processor, musl), Library, (NativeFileState)file, "").Message;
        message.Should().Contain(part).And.NotContain("\n");
    }

    [Fact]
    public void TellsAMissingFileFromADeadLink()
    {
        var file = Path.Combine(folder.FullName, "here");
        File.WriteAllText(file, "");
        var link = Path.Combine(folder.FullName, "link");
        var dead = Path.Combine(folder.FullName, "dead");
        File.CreateSymbolicLink(link, file);
        File.CreateSymbolicLink(dead, Path.Combine(folder.FullName, "gone"));

        NativeFailure.StateOf(file).Should().Be(NativeFileState.Present);
        NativeFailure.StateOf(link).Should().Be(NativeFileState.Present);
        NativeFailure.StateOf(dead).Should().Be(NativeFileState.DeadLink);
        NativeFailure.StateOf(Path.Combine(folder.FullName, "gone")).Should().Be(NativeFileState.Missing);
    }

    [Theory]
    [InlineData("linux", Architecture.X64, "libLibTorchSharp.so", true)]
    [InlineData("win", Architecture.X64, "LibTorchSharp.dll", true)]
    [InlineData("osx", Architecture.Arm64, "libLibTorchSharp.dylib", true)]
    [InlineData("win", Architecture.Arm64, "LibTorchSharp.dll", false)]
    public void KnowsThePlatformsAndTheirFiles(string system, Architecture processor, string file, bool supported)
    {
        var platform = new NativePlatform(system, processor, IsMusl: false);
        platform.FileName.Should().Be(file);
        platform.IsSupported.Should().Be(supported);
    }
}
