using System.Diagnostics;
using System.Globalization;
using System.Text;
using Arena.Data;
using Arena.Pictures;
using static TorchSharp.torch;

namespace Arena.Benchmarks;

/// <summary>How hard the drawn digits are: what a linear model, a plain network and a small CNN reach on them.</summary>
internal static class DigitFigures
{
    private const int Seeds = 3;
    private const int SheetRows = 10;
    private const int SheetColumns = 24;

    /// <param name="options">
    /// <c>--sheet FILE</c> draws a picture of some digits instead; <c>--quick</c> takes a fifth of the images, one seed.
    /// </param>
    public static int Run(string[] options)
    {
        if (options is ["--sheet", var file])
        {
            Draw(file);
            return 0;
        }
        var isQuick = options is ["--quick"];
        var clock = Stopwatch.StartNew();
        using var train = DrawnDigits.Make(isQuick ? 12_000 : DrawnDigits.TrainCount, seed: 1);
        using var test = DrawnDigits.Make(DrawnDigits.TestCount, seed: 2);
        Console.WriteLine($"Drawn in {clock.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s.");

        var models = new (string Name, Func<nn.Module<Tensor, Tensor>> Make, int Epochs)[]
        {
            ("softmax regression on pixels", DigitModels.Linear, 20),
            ("network with one hidden layer of 128", DigitModels.Plain, 8),
            ("CNN with two convolutions", DigitModels.Convolutional, 4),
        };
        var table = new StringBuilder("| model | parameters | epochs | test accuracy, % | s |\n|---|---:|---:|---|---:|\n");
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
            var row = $"| {name} | {parameters} | {epochs} | {string.Join(", ", accuracies)} | {time.Elapsed.TotalSeconds:F0} |";
            Console.WriteLine(row);
            table.AppendLine(row);
        }
        Console.WriteLine($"\n{table}");
        return 0;
    }

    private static void Draw(string file)
    {
        using var scope = NewDisposeScope();
        const int size = 28, margin = 1;
        using var digits = DrawnDigits.Make(SheetRows * SheetColumns, seed: 3);
        var labels = digits.Labels.data<long>().ToArray();
        var order = Enumerable.Range(0, labels.Length).OrderBy(i => labels[i]).ToArray();
        var sheet = zeros([SheetRows * (size + margin) + margin, SheetColumns * (size + margin) + margin], ScalarType.Byte);
        for (var i = 0; i < SheetRows * SheetColumns; i++)
        {
            var (row, column) = (i / SheetColumns * (size + margin) + margin, i % SheetColumns * (size + margin) + margin);
            sheet[row..(row + size), column..(column + size)] = digits.Images[order[i]];
        }
        using var paper = (255 - sheet).to(ScalarType.Byte);
        PictureFile.Save(paper, file);
    }
}
