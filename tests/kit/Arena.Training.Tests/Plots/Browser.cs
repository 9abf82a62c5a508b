using System.Diagnostics;

namespace Arena.Plots.Tests;

/// <summary>A real browser of the Chromium family, without a window.</summary>
internal static class Browser
{
    public const string IsNeeded =
        "To do: see the pages in a browser. None of chromium, google-chrome and msedge is on the path. "
        + "Fix: sudo apt install chromium";

    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];

    public static bool IsThere => Path is not null;

    private static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.SelectMany(name => new[] { name, name + ".exe" })
            .Select(name => System.IO.Path.Combine(folder, name)))
        .Append("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
        .FirstOrDefault(File.Exists);

    /// <summary>Opens a page, lets a script do what a reader would, and says what the page has become.</summary>
    /// <param name="html">The page.</param>
    /// <param name="script">Runs after the page's own script.</param>
    /// <returns>The document, as the browser has it then.</returns>
    public static async Task<string> Open(string html, string script)
    {
        using var folder = new Folder();
        var file = folder.File("page.html");
        await File.WriteAllTextAsync(
            file, html.Replace("</body>", $"<script>{script}</script></body>"), TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(Path!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1000,800",
                $"--user-data-dir={folder.File("profile")}", "--dump-dom", new Uri(file).AbsoluteUri,
            },
        };
        using var browser = Process.Start(start)!;
        var errors = browser.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var document = await browser.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await browser.WaitForExitAsync(TestContext.Current.CancellationToken);
        document.Should().NotBeEmpty(await errors);
        return document;
    }

    /// <summary>A folder that is gone after the test.</summary>
    internal sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-plots-");

        public string File(string name) => System.IO.Path.Combine(folder.FullName, name);

        public void Dispose()
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (IOException)
            {
                // A browser may write into its profile for a moment after it ended.
            }
        }
    }
}
