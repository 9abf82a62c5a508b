using Arena.Cli.Commands;
using Arena.Data;
using Arena.Data.Downloading;
using Spectre.Console;

namespace Arena.Cli.Output;

/// <summary>Shows a download while it runs: bars in a terminal, else a line for each file.</summary>
internal static class DownloadScreen
{
    /// <summary>Runs a download.</summary>
    /// <param name="session">The terminal.</param>
    /// <param name="screen">Where to write to.</param>
    /// <param name="json">Whether nothing but one object may be written.</param>
    /// <param name="set">What is downloaded.</param>
    /// <param name="download">Downloads it, and says how far it is.</param>
    public static async Task ShowAsync(
        Session session, Screen screen, bool json, PublishedSet set, Func<Action<DownloadProgress>, Task> download)
    {
        if (json)
        {
            await download(_ => { });
            return;
        }
        screen.Write($"{set.Title}, {PullCommand.Megabytes(set.Length)} in {set.Files.Count} files");
        if (!session.CanAsk || !session.Console.Profile.Capabilities.Ansi)
        {
            await download(now =>
            {
                if (now.Length == now.File.Length)
                    screen.Write($"  {now.File.Name}  {PullCommand.Megabytes(now.Length)}");
            });
            return;
        }
        await session.Console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(),
                new TransferSpeedColumn())
            .StartAsync(async shown =>
            {
                var bars = set.Files.ToDictionary(
                    file => file, file => shown.AddTask(Markup.Escape(file.Name), maxValue: file.Length));
                await download(now => bars[now.File].Value = now.Length);
            });
    }
}
