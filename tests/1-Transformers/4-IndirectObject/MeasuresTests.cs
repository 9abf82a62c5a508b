using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

public sealed class MeasuresTests
{
    [ExerciseTheory("1.4.8")]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void LogitDifferenceAtTheLastWord(int batch, bool view)
    {
        var prompts = Some.Prompts(batch);
        using var generator = new Generator(7);
        var logits = view
            ? randn([13, 9, batch], generator: generator).permute(2, 1, 0)
            : randn([batch, 9, 13], generator: generator);
        using var unchanged = Inputs.MustStayUnchanged(logits, prompts.Io, prompts.S, prompts.End);
        var wanted = stack(Enumerable.Range(0, batch).Select(row => Of(row, logits, prompts.End[row].item<long>())));
        Measures.LogitDifference(logits, prompts).Should().BeCloseTo(wanted, axes: "batch", tolerance: 1e-6, mistakes:
        [
            ("the sign is the other way round: the right name's logit comes first", -wanted),
            ("this is the mean over the texts; each has its own difference", wanted.mean()),
            ("the last position of the row was read, and texts may end before it",
                stack(Enumerable.Range(0, batch).Select(row => Of(row, logits, 8)))),
            ("the position before the last word was read: the prediction is made at the last word itself",
                stack(Enumerable.Range(0, batch).Select(row => Of(row, logits, prompts.End[row].item<long>() - 1)))),
            ("these are differences of probabilities, not of logits",
                stack(Enumerable.Range(0, batch).Select(row => Of(row, logits.softmax(-1),
                    prompts.End[row].item<long>())))),
            ("this is the right name's logit alone", stack(Enumerable.Range(0, batch).Select(row =>
                logits[row, prompts.End[row].item<long>(), prompts.Io[row].item<long>()]))),
        ]);

        Tensor Of(int row, Tensor logits, long position) =>
            logits[row, position, prompts.Io[row].item<long>()] - logits[row, position, prompts.S[row].item<long>()];
    }

    [ExerciseTheory("1.4.8")]
    [InlineData(true, 2.5)]
    [InlineData(false, 3.0)]
    public void PlantedModelsPreferTheRightName(bool avoiding, double wanted)
    {
        using var model = avoiding ? Planted.Avoiding() : Planted.Subtracting();
        var prompts = Planted.Prompts();
        Measures.LogitDifference(model.call(prompts.Tokens), prompts).Should()
            .BeCloseTo(full([8], (float)wanted), axes: "batch", tolerance: 1e-4);
    }

    [ExerciseFact("1.4.9")]
    public void CorruptedIsZeroAndCleanIsOne()
    {
        var values = tensor(new double[,] { { -1, 3, 1 }, { 5, -2, 0 } });
        using var unchanged = Inputs.MustStayUnchanged(values);
        Measures.Recovered(values, clean: 3, corrupted: -1).Should().BeCloseTo(
            tensor(new double[,] { { 0, 1, 0.5 }, { 1.5, -0.25, 0.25 } }), axes: "layer position", tolerance: 1e-12,
                mistakes:
            [
                ("clean and corrupted have changed places: 0 should be the corrupted run", (3 - values) / 4),
                ("the values were divided by that of the clean run: the corrupted run is not 0", values / 3),
                ("the value of the corrupted run is not 0: subtract it first", values / 4),
            ]);
    }

    [ExerciseFact("1.4.9")]
    public void CleanMayBeTheLowerOne() =>
        Measures.Recovered(tensor(new float[] { 2, -2, 0 }), clean: -2, corrupted: 2).Should()
            .BeCloseTo(tensor(new float[] { 0, 1, 0.5f }), axes: "value", tolerance: 1e-6);
}
