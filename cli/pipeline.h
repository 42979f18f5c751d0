// Articles through several threads, results in the order of the articles.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "entente/extract/reading.h"

namespace entente::cli {

/// Hands each article of `source` to `work` on one of `workers` threads, and each result to `deliver` on the calling
/// thread, in the order of the source. At most a few articles for each worker are in memory at a time.
/// An exception in `work` becomes an error of its article: one document must not cost the others.
template <class T>
void process(ArticleSource& source, std::uint32_t workers, const std::function<Result<T>(const RawArticle&)>& work,
             const std::function<void(Result<T>)>& deliver) {
  std::mutex mutex;  // guards all that follows but the source
  std::condition_variable changed;
  std::map<std::uint64_t, Result<T>> ready;
  std::uint64_t taken = 0, delivered = 0;
  bool drained = false;
  const std::uint64_t window = 4 * static_cast<std::uint64_t>(workers) + 4;

  auto run_one = [&](Result<RawArticle>& raw) -> Result<T> {
    if (!raw) return raw.error();
    const auto failed = [&](const char* why) {
      return InputError{raw->options.source, raw->options.line, std::string("could not be processed: ") + why, ""};
    };
    try {
      return work(*raw);
    } catch (const std::bad_alloc&) {
      return failed("not enough memory");
    } catch (const std::exception& error) {
      return failed(error.what());
    }
  };
  std::mutex reading;  // one thread reads at a time, and what is ready goes out while it waits for more
  auto run = [&] {
    while (true) {
      std::unique_lock input(reading);
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return drained || taken < delivered + window; });
      if (drained) return;
      lock.unlock();
      auto raw = source.next();
      lock.lock();
      if (!raw) {
        drained = true;
        changed.notify_all();
        return;
      }
      const std::uint64_t number = taken++;
      lock.unlock();
      input.unlock();
      Result<T> result = run_one(*raw);
      raw.reset();
      lock.lock();
      ready.emplace(number, std::move(result));
      changed.notify_all();
    }
  };

  std::vector<std::jthread> threads;
  for (std::uint32_t i = 0; i < std::max(workers, 1U); ++i) threads.emplace_back(run);
  std::unique_lock lock(mutex);
  while (true) {
    changed.wait(lock, [&] { return ready.count(delivered) > 0 || (drained && delivered == taken); });
    const auto next = ready.find(delivered);
    if (next == ready.end()) return;
    Result<T> result = std::move(next->second);
    ready.erase(next);
    lock.unlock();
    try {
      deliver(std::move(result));
    } catch (...) {  // let the threads end before the exception goes on
      lock.lock();
      drained = true;
      changed.notify_all();
      throw;
    }
    lock.lock();
    ++delivered;
    changed.notify_all();
  }
}

}  // namespace entente::cli
