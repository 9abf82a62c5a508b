// ## TSH3001: Nobody clears the gradients
// run: Train()
public static float Train()
{
    var model = nn.Linear(3, 1);
    var optimizer = torch.optim.SGD(model.parameters(), 0.1);
    var (x, y) = (torch.ones(8, 3), torch.zeros(8, 1));
    for (var step = 0; step < 5; step++) // <-
    {
        var loss = nn.functional.mse_loss(model.call(x), y);
        //+ optimizer.zero_grad();
        loss.backward(); // <-
        optimizer.step(); // <-
    }

    return nn.functional.mse_loss(model.call(x), y).item<float>();
}

// ## TSH3001 flow: Epochs and batches, and no zero_grad in either loop
// run: Train(rand(4, 2, 3))
public static float Train([Shape("batches 2 3")] Tensor data)
{
    var model = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 3));
    var optimizer = torch.optim.Adam(model.parameters(), 0.01);
    var total = 0f;
    for (var epoch = 0; epoch < 2; epoch++)
    {
        for (var i = 0; i < data.shape[0]; i++) // <-
        {
            var x = data[i];
            var loss = nn.functional.mse_loss(model.call(x), x);
            //+ optimizer.zero_grad();
            loss.backward(); // <-
            optimizer.step(); // <-
            total += loss.item<float>();
        }
    }

    return total;
}

// ## TSH3001: foreach over the batches
// run: Train([rand(4, 3), rand(4, 3), rand(4, 3)])
public static float Train(IEnumerable<Tensor> batches)
{
    var last = 0f;
    var model = nn.Linear(3, 1);
    var optimizer = torch.optim.SGD(model.parameters(), 0.1);
    foreach (var batch in batches) // <-
    {
        //+ optimizer.zero_grad();
        var loss = model.call(batch).pow(2).mean();
        loss.backward(); // <-
        optimizer.step(); // <-
        last = loss.item<float>();
    }

    return last;
}

// ## TSH3002: cross_entropy takes logits
// run: Loss(rand(4, 10), torch.zeros(4, dtype: ScalarType.Int64))
public static Tensor Loss([Shape("batch classes")] Tensor logits, [Shape("batch")] Tensor labels)
{
    return nn.functional.cross_entropy(logits.softmax(-1), labels); // wrong <-
    //+ return nn.functional.cross_entropy(logits, labels);
}

// ## TSH3002 flow: The probabilities come from a line above
// run: Loss(rand(4, 10), torch.zeros(4, dtype: ScalarType.Int64))
public static Tensor Loss([Shape("batch classes")] Tensor logits, [Shape("batch")] Tensor labels)
{
    var probabilities = nn.functional.softmax(logits, 1); // wrong
    //+ var probabilities = logits;
    return nn.functional.cross_entropy(probabilities, labels); // <-
}

// ## TSH3002 flow: The last layer of the model is a softmax
// run: Loss(rand(4, 20), torch.zeros(4, dtype: ScalarType.Int64))
public static Tensor Loss([Shape("batch 20")] Tensor x, [Shape("batch")] Tensor labels)
{
    var model = nn.Sequential(
        nn.Linear(20, 32),
        nn.ReLU(),
        nn.Linear(32, 10),
        nn.Softmax(1)); // wrong
                        //+ nn.Identity());
    var output = model.call(x);
    return nn.functional.cross_entropy(output, labels); // <-
}

// ## TSH3002: A sigmoid before a loss that has one
// run: Loss(rand(4), torch.ones(4))
public static Tensor Loss([Shape("batch")] Tensor logits, [Shape("batch")] Tensor truth)
{
    return nn.functional.binary_cross_entropy_with_logits(torch.sigmoid(logits), truth); // wrong <-
    //+ return nn.functional.binary_cross_entropy_with_logits(logits, truth);
}

// ## TSH3002: nll_loss takes log-probabilities
// run: Loss(rand(4, 10), torch.zeros(4, dtype: ScalarType.Int64))
public static Tensor Loss([Shape("batch classes")] Tensor logits, [Shape("batch")] Tensor labels)
{
    return nn.functional.nll_loss(nn.functional.softmax(logits, dim: -1), labels); // wrong <-
    //+ return nn.functional.nll_loss(nn.functional.log_softmax(logits, dim: -1), labels);
}

// ## TSH3003: masked_fill makes a new tensor
// run: Mask(rand(3, 3))
public static Tensor Mask([Shape("n n")] Tensor scores)
{
    var later = torch.ones(3, 3).triu(1).to_type(ScalarType.Bool);
    scores.masked_fill(later, float.NegativeInfinity); // wrong <-
    //+ scores = scores.masked_fill(later, float.NegativeInfinity);
    return scores.softmax(-1);
}

// ## TSH3003: The normalised rows are thrown away
// run: Normalise(rand(3, 4))
public static Tensor Normalise(Tensor x)
{
    x.div(x.sum(dim: 1, keepdim: true)); // wrong <-
    //+ x = x.div(x.sum(dim: 1, keepdim: true));
    return x;
}

// ## TSH3003: The converted labels are thrown away
// run: Prepare(torch.ones(3))
public static Tensor Prepare(Tensor labels)
{
    labels.to_type(ScalarType.Int64); // wrong <-
    //+ labels = labels.to_type(ScalarType.Int64);
    return labels;
}

// ## TSH3003: The clipped weights are thrown away
// run: Clip(rand(5) * 10)
public static Tensor Clip(Tensor weights)
{
    weights.clamp(-1, 1); // wrong <-
    //+ weights.clamp_(-1, 1);
    return weights;
}

// ## TSH3005: A step of gradient descent by hand
// run: Step()
public static Tensor Step()
{
    var w = torch.ones([3L], requires_grad: true);
    w.pow(2).sum().backward();
    //+ using var noGrad = torch.no_grad();
    w.sub_(w.grad! * 0.1f); // <-
    return w.detach();
}

// ## TSH3005 flow: A parameter is initialised in place
// run: new Scale().call(rand(4))
private sealed class Scale : nn.Module<Tensor, Tensor>
{
    private readonly Parameter gain = new(torch.zeros(4));

    public Scale() : base("scale")
    {
        //+ using var noGrad = torch.no_grad();
        gain.fill_(2); // <-
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x * gain;
}

// ## TSH3006: A float is read as a double
// run: Mean(rand(4))
public static double Mean(Tensor unused)
{
    var x = torch.ones(4);
    return x.mean().item<double>(); // wrong <-
    //+ return x.mean().item<float>();
}

// ## TSH3006 flow: A matrix of doubles meets a layer's output
// run: Project(rand(5, 3))
public static Tensor Project([Shape("n 3")] Tensor x)
{
    var basis = torch.tensor(new double[] { 1, 0, 0, 1, 1, 1 }, [3L, 2L]); // wrong
    //+ var basis = torch.tensor(new float[] { 1, 0, 0, 1, 1, 1 }, [3L, 2L]);
    var h = torch.ones(5, 3);
    return h.mm(basis); // <-
}

// ## TSH3006 flow: The class labels are floats
// run: Loss(rand(3, 5))
public static Tensor Loss([Shape("3 5")] Tensor logits)
{
    var labels = torch.tensor(new[] { 0f, 2f, 1f }); // wrong
    //+ var labels = torch.tensor(new[] { 0L, 2L, 1L });
    return nn.functional.cross_entropy(logits, labels); // <-
}

// ## TSH1004 flow: A training loop in which the predictions keep their axis
// run: Train(rand(16, 3), rand(16))
public static float Train([Shape("n 3")] Tensor x, [Shape("n")] Tensor y)
{
    var model = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 1));
    var optimizer = torch.optim.SGD(model.parameters(), 0.01);
    var last = 0f;
    for (var epoch = 0; epoch < 3; epoch++)
    {
        using var scope = torch.NewDisposeScope();
        optimizer.zero_grad();
        var predicted = model.call(x); // wrong
        //+ var predicted = model.call(x).squeeze(1);
        var loss = nn.functional.mse_loss(predicted, y); // <-
        loss.backward();
        optimizer.step();
        last = loss.item<float>();
    }

    return last;
}

// ## TSH1008 flow: The validation pictures are not flattened as the training ones are
// run: Evaluate(rand(6, 1, 28, 28))
public static Tensor Evaluate([Shape("batch 1 28 28")] Tensor images)
{
    var model = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10));
    using var noGrad = torch.no_grad();
    var rows = images.squeeze(1); // wrong
    //+ var rows = images.flatten(1);
    return model.call(rows).argmax(-1); // <-
}

// ## TSH1009 flow: Accuracy on labels of one batch and guesses of another
// run: Accuracy(rand(64, 10), rand(32))
public static Tensor Accuracy([Shape("64 10")] Tensor logits, [Shape("32")] Tensor labels)
{
    var guesses = logits.argmax(-1); // wrong
    //+ var guesses = logits[..32].argmax(-1);
    return guesses.eq(labels).to_type(ScalarType.Float32).mean(); // <-
}
