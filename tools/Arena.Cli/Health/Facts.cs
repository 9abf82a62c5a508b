namespace Arena.Cli.Health;

/// <summary>What the doctor looked at; how it is judged is said in <see cref="Diagnosis"/>.</summary>
internal sealed record Facts
{
    /// <summary>What <c>dotnet --version</c> says in the kit's folder; null when it refuses.</summary>
    public required string? Sdk { get; init; }

    /// <summary>The version that <c>global.json</c> asks for.</summary>
    public required string SdkWanted { get; init; }

    /// <summary>The built file through which libtorch is reached; null when nothing was built yet.</summary>
    public required string? NativeLibrary { get; init; }

    /// <summary>Why it does not load; null when it does.</summary>
    public required string? NativeError { get; init; }

    /// <summary>Free bytes where the kit lies.</summary>
    public required long FreeDisk { get; init; }

    /// <summary>Free bytes where NuGet keeps packages.</summary>
    public required long FreeDiskForPackages { get; init; }

    /// <summary>Whether libtorch is in NuGet's folder already.</summary>
    public required bool HasPackages { get; init; }

    /// <summary>Bytes of memory that this process may use.</summary>
    public required long Memory { get; init; }

    /// <summary>The version of git; null when there is none.</summary>
    public required string? Git { get; init; }

    /// <summary>Whether the kit lies in a git repository.</summary>
    public required bool InRepository { get; init; }

    /// <summary>The repository's remotes.</summary>
    public required IReadOnlyList<GitRemote> Remotes { get; init; }

    /// <summary>Changed and new files, from the kit's root.</summary>
    public required IReadOnlyList<string> Edits { get; init; }

    /// <summary>Whether this is an author's checkout.</summary>
    public required bool HasSolutions { get; init; }

    /// <summary>Files that the list of exercises names and that are not there; null when there is no list.</summary>
    public required IReadOnlyList<string>? MissingFiles { get; init; }

    /// <summary>How many exercises the list has.</summary>
    public required int Exercises { get; init; }

    /// <summary>The environment variable ARENA_DEVICE.</summary>
    public required string? Device { get; init; }
}
