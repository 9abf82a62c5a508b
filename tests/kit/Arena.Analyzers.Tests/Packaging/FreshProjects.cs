using System.Reflection;

namespace Arena.Analyzers.Tests.Packaging;

/// <summary>
/// The package, and two projects outside of the kit that take it: one of a learner, with the kit's einops and the profile
/// of the course, and one of somebody who has never heard of the kit.
/// </summary>
/// <remarks>
/// No network: the only source is the folder of the package, and TorchSharp is taken from the machine's cache, where it
/// lies since the kit itself was restored. Nothing is left in that cache.
/// </remarks>
public sealed class FreshProjects : IAsyncLifetime
{
    private const string Version = "0.0.1-test";

    private readonly string root = Directory.CreateTempSubdirectory("arena-package-").FullName;

    /// <summary>What packing said, and its exit code.</summary>
    public (int ExitCode, string Output) Packed { get; private set; }

    /// <summary>What building the learner's project said.</summary>
    public (int ExitCode, string Output) Learner { get; private set; }

    /// <summary>What building the other project said.</summary>
    public (int ExitCode, string Output) Plain { get; private set; }

    /// <summary>What applying all fixes said.</summary>
    public (int ExitCode, string Output) Formatted { get; private set; }

    /// <summary>The learner's file after all fixes.</summary>
    public string Fixed { get; private set; } = "";

    /// <summary>What building said after that.</summary>
    public (int ExitCode, string Output) Again { get; private set; }

    /// <summary>The package.</summary>
    public string Package => Path.Combine(root, "packages", $"Arena.Analyzers.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        Write();
        var configuration = Metadata("Configuration");
        Packed = await Dotnet.RunAsync(
            Committed.Root,
            [
                "pack", "analyzers/Arena.Analyzers.Package", "--no-build", "-c", configuration, $"-p:Version={Version}",
                "-o", Path.Combine(root, "packages"),
            ]);
        if (Packed.ExitCode != 0) return;
        var plain = RunAsync("Plain", "build");
        Learner = await RunAsync("Learner", "build");
        Plain = await plain;
        Formatted = await RunAsync(
            "Learner",
            ["format", "analyzers", "--no-restore", "--severity", "info", "--diagnostics", .. Planted.FixableIds]);
        Fixed = await File.ReadAllTextAsync(Path.Combine(root, "Learner", Planted.FileName));
        Again = await RunAsync("Learner", "build", "--no-restore");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<(int ExitCode, string Output)> RunAsync(string project, params string[] arguments) =>
        Dotnet.RunAsync(Path.Combine(root, project), arguments, Path.Combine(root, "cache"));

    private void Write()
    {
        Directory.CreateDirectory(Path.Combine(root, "packages"));
        // The versions are those of the kit, which are in the cache.
        Write("Directory.Packages.props", Committed.Read("Directory.Packages.props"));
        Write("global.json", Committed.Read("global.json"));
        Write("nuget.config",
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="packages" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="machine" value="{Metadata("PackageCache")}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        Write("Plain/Plain.csproj", Project("", ""));
        Write("Plain/Model.cs", Planted.WithoutTheKit);
        Write("Learner/Learner.csproj", Project(
            "<ArenaAnalyzersProfile>course</ArenaAnalyzersProfile>",
            $"""
            <Reference Include="{typeof(Arena.Tensors.Einops).Assembly.Location}" />
                <Reference Include="{typeof(Arena.Patterns.Pattern).Assembly.Location}" />
            """));
        Write($"Learner/{Planted.FileName}", Planted.Text);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static string Project(string properties, string references) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <NuGetAudit>false</NuGetAudit>
            <EnableNETAnalyzers>false</EnableNETAnalyzers>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageVersion Include="Arena.Analyzers" Version="{Version}" />
            <PackageReference Include="Arena.Analyzers" PrivateAssets="all" />
            <PackageReference Include="TorchSharp" IncludeAssets="compile" />
            {references}
          </ItemGroup>
        </Project>
        """;

    private static string Metadata(string key) =>
        typeof(FreshProjects).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == key).Value!;
}
