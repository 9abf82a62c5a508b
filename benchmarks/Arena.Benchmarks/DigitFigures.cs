using System.Diagnostics;
using System.Globalization;
using System.Text;
using Arena.Data;
using Arena.Pictures;
using static TorchSharp.torch;

namespace Arena.Benchmarks;

/// <summary>
/// How hard the drawn digits are: what a linear model, a plain network and a small CNN reach on them.
/// </summary>
internal static class DigitFigures
{
    private const int Seeds = 3;
    private const int SheetRows = 10;
    private const int SheetColumns = 20;

    /// <param name="options">
    /// <c>--sheet FILE</c> draws a picture of some digits instead, and <c>--load</c> says how long it takes to get
    /// them;
    /// <c>--quick</c> takes a fifth of the images, one seed.
    /// </param>
    public static int Run(string[] options)
    {
        if (options is ["--sheet", var file])
        {
            Draw(file);
            return 0;
        }
        if (options is ["--load"])
        {
            Load();
            return 0;
        }
        var isQuick = options is ["--quick"];
        var clock = Stopwatch.StartNew();
        using var train = DrawnDigits.Make(isQuick ? 12_000 : DrawnDigits.TrainCount, seed: 1);
        using var test = DrawnDigits.Make(DrawnDigits.TestCount, seed: 2);
        Console.WriteLine($"Drawn in {Seconds(clock)} s.");

        var models = new (string Name, Func<nn.Module<Tensor, Tensor>> Make, int Epochs)[]
        {
            ("softmax regression on pixels", DigitModels.Linear, 20),
            ("network with one hidden layer of 128", DigitModels.Plain, 8),
            ("CNN with two convolutions", DigitModels.Convolutional, 4),
        };
        var table = new StringBuilder(
            "| model | parameters | epochs | test accuracy, % | s |\n|---|---:|---:|---|---:|\n");
        foreach (var (name, make, epochs) in models)
        {
            var accuracies = new List<string>();
            var (parameters, time) = (0L, Stopwatch.StartNew());
            for (var seed = 0; seed < (isQuick ? 1 : Seeds); seed++)
            {
                manual_seed(seed);
                using var model = make();
                parameters = model.parameters().Sum(x => x.numel());
                DigitTraining.Fit(model, train, epochs, seed);
                accuracies.Add(DigitTraining.Accuracy(model, test).ToString("F2", CultureInfo.InvariantCulture));
            }
            var row = $"| {name} | {parameters} | {epochs} | {string.Join(", ", accuracies)} | "
                + $"{time.Elapsed.TotalSeconds:F0} |";
            Console.WriteLine(row);
            table.AppendLine(row);
        }
        Console.WriteLine($"\n{table}");
        return 0;
    }

    // From an empty folder, so that the first time draws them.
    private static void Load()
    {
        var folder = Directory.CreateTempSubdirectory("arena-digits-");
        Environment.SetEnvironmentVariable(DataFolder.Variable, folder.FullName);
        foreach (var what in new[] { "Drawn and written", "Read" })
        {
            var clock = Stopwatch.StartNew();
            DrawnDigits.Load(train: true).Dispose();
            DrawnDigits.Load(train: false).Dispose();
            Console.WriteLine($"{what} in {Seconds(clock)} s.");
        }
        var size = folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Console.WriteLine($"{size / 1e6:F1} MB on disk.");
        folder.Delete(recursive: true);
    }

    private static string Seconds(Stopwatch clock) =>
        clock.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);

    private static void Draw(string file)
    {
        using var scope = NewDisposeScope();
        const int size = 28, margin = 1, place = size + margin;
        using var digits = DrawnDigits.Make(SheetRows * SheetColumns, seed: 3);
        var labels = digits.Labels.data<long>().ToArray();
        var order = Enumerable.Range(0, labels.Length).OrderBy(i => labels[i]).ToArray();
        var sheet = zeros([SheetRows * place + margin, SheetColumns * place + margin], ScalarType.Byte);
        for (var i = 0; i < SheetRows * SheetColumns; i++)
        {
            var (row, column) = (i / SheetColumns * place + margin, i % SheetColumns * place + margin);
            sheet[row..(row + size), column..(column + size)] = digits.Images[order[i]];
        }
        // Sixteen shades of grey: the grain of the paper would make the file four times as large.
        var paper = 255 - sheet.to(int32).add(8).div(17, RoundingMode.floor).mul(17);
        PictureFile.Save(paper.clamp(0, 255).to(ScalarType.Byte), file);
    }
}
