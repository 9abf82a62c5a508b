using System.Diagnostics;
using System.Text;

namespace Arena.Skeleton;

/// <summary>Finds a file's text as it was before anyone edited it.</summary>
public static class StubText
{
    /// <summary>The untouched text of a generated file: from git's store, or made anew where the solutions are there.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="index">The kit's index of exercises.</param>
    /// <param name="file">The file's path below <c>chapters/</c>, with forward slashes.</param>
    /// <exception cref="KeyNotFoundException">The file is not a generated one.</exception>
    /// <exception cref="InvalidOperationException">The text is neither in git nor can it be made.</exception>
    public static string Pristine(Workspace workspace, ExerciseIndex index, string file)
    {
        if (!index.Files.TryGetValue(file, out var id)) throw new KeyNotFoundException($"chapters/{file} is not a generated file.");
        return FromGit(workspace, id) ?? FromSolutions(workspace, file, id) ?? throw new InvalidOperationException(
            $"The untouched text of chapters/{file} is not in git's store (git cat-file blob {id}). Get the repository's full history with: git fetch --unshallow");
    }

    private static string? FromGit(Workspace workspace, string id)
    {
        var start = new ProcessStartInfo("git", ["-C", workspace.Root, "cat-file", "blob", id])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        try
        {
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var text = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 && GitBlob.Id(text) == id ? text : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no git on this machine; the solutions may still be there.
            return null;
        }
    }

    private static string? FromSolutions(Workspace workspace, string file, string id) =>
        SkeletonGenerator.Generate(workspace).Files.FirstOrDefault(made => made.Path == file && GitBlob.Id(made.Text) == id)?.Text;
}
